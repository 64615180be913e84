//! `kurs check` and `kurs new`: the built program in a scratch folder.
