//! Short names between a program's JavaScript and its wasm.
//!
//! wasm-bindgen names each of some 250 functions like `__wbg_querySelector_72201b7c62dc196b`, once in the JavaScript and once in the wasm.
//! The digits can't be compressed: 4 kB of the page's budget. wasm-opt shortens only what Emscripten has named. Some of them change with
//! the folder that the program is built in, and with them its size.

use std::collections::HashMap;

/// Both files with the functions between them called `$a`, `$b` and so on, and without exports that the script does not name.
/// As they were, where the wasm can't be read.
pub fn shorten(js: String, wasm: Vec<u8>) -> (String, Vec<u8>) {
    match rename(&js, &wasm) {
        Some(renamed) => renamed,
        None => (js, wasm),
    }
}

fn rename(js: &str, wasm: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut out = wasm.get(..8)?.to_vec();
    let mut names: HashMap<&str, String> = HashMap::new();
    let mut at = 8;
    while at < wasm.len() {
        let id = wasm[at];
        let (len, start) = number(wasm, at + 1)?;
        let section = wasm.get(start..start.checked_add(len)?)?;
        let changed = match id {
            2 => Some(imports(section, &mut names)?),
            7 => Some(exports(section, &mut names, js)?),
            _ => None,
        };
        let section = changed.as_deref().unwrap_or(section);
        out.push(id);
        put_number(&mut out, section.len());
        out.extend_from_slice(section);
        at = start + len;
    }
    Some((words(js, &names), out))
}

/// The import section with its functions renamed. Fills `names` with what they are called now.
fn imports<'a>(section: &'a [u8], names: &mut HashMap<&'a str, String>) -> Option<Vec<u8>> {
    let (count, mut at) = number(section, 0)?;
    let mut out = Vec::with_capacity(section.len());
    put_number(&mut out, count);
    for _ in 0..count {
        let (module, after) = text(section, at)?;
        let (name, after) = text(section, after)?;
        // Function, with its type; whatever else is imported has another form, and then nothing is renamed.
        (*section.get(after)? == 0).then_some(())?;
        let (_, end) = number(section, after + 1)?;
        put_text(&mut out, module);
        put_text(&mut out, called(name, names));
        out.extend_from_slice(&section[after..end]);
        at = end;
    }
    (at == section.len()).then_some(out)
}

/// The export section with its functions renamed, and only what the script names. Fills `names` with what they are called now.
fn exports<'a>(section: &'a [u8], names: &mut HashMap<&'a str, String>, js: &str) -> Option<Vec<u8>> {
    let (count, mut at) = number(section, 0)?;
    let mut kept = 0;
    let mut entries = Vec::with_capacity(section.len());
    for _ in 0..count {
        let (name, after) = text(section, at)?;
        // One byte for the kind, and an index.
        let (_, end) = number(section, after + 1)?;
        if js.contains(name) {
            kept += 1;
            put_text(&mut entries, called(name, names));
            entries.extend_from_slice(section.get(after..end)?);
        }
        at = end;
    }
    let mut out = Vec::with_capacity(section.len());
    put_number(&mut out, kept);
    out.extend(entries);
    (at == section.len()).then_some(out)
}

/// What a function is called from now on: something short, where wasm-bindgen has made its name.
fn called<'n, 'a: 'n>(name: &'a str, names: &'n mut HashMap<&'a str, String>) -> &'n str {
    let next = names.len();
    match name.starts_with("__w") || name.starts_with("wasm_bindgen__") {
        true => names.entry(name).or_insert_with(|| short(next)),
        false => name,
    }
}

/// `$` and letters: no name that wasm-bindgen or a minifier would make.
fn short(mut n: usize) -> String {
    let mut name = String::from("$");
    loop {
        name.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return name;
        }
    }
}

/// The script with whole words replaced.
fn words(js: &str, names: &HashMap<&str, String>) -> String {
    let mut out = String::with_capacity(js.len());
    let mut rest = js;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    while let Some(start) = rest.find(is_word) {
        let len = rest[start..].find(|c| !is_word(c)).unwrap_or(rest.len() - start);
        let word = &rest[start..start + len];
        out.push_str(&rest[..start]);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[start + len..];
    }
    out + rest
}

/// A number in LEB128, and where it ends.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0usize, 0);
    loop {
        let byte = *bytes.get(at)?;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        at += 1;
        if byte < 0x80 {
            return Some((value, at));
        }
        shift += 7;
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn text(bytes: &[u8], at: usize) -> Option<(&str, usize)> {
    let (len, start) = number(bytes, at)?;
    let end = start.checked_add(len)?;
    Some((std::str::from_utf8(bytes.get(start..end)?).ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type, these imported functions, and the first of them exported by these names.
    fn module(imports: &[&str], exports: &[&str]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        for (id, module, names) in [(2, &[1, b'm'][..], imports), (7, &[], exports)] {
            let mut section = vec![names.len() as u8];
            for name in names {
                section.extend(module);
                put_text(&mut section, name);
                section.extend([0, 0]);
            }
            wasm.extend([id, section.len() as u8]);
            wasm.extend(section);
        }
        wasm.extend([10, 1, 0]);
        wasm
    }

    #[test]
    fn both_sides_are_renamed_alike() {
        let js = "const i={__wbg_a_1:function(){},__wbg_a_12(){},other(){}};w.__wbg_a_1x;w.memory;w.__wbindgen_free();w.wasm_bindgen__invoke__h1()";
        let (js, wasm) = shorten(
            js.to_owned(),
            module(&["__wbg_a_1", "other", "__wbg_a_12"], &["memory", "_MARKER_f00version", "__wbindgen_free", "wasm_bindgen__invoke__h1"]),
        );
        assert_eq!(js, "const i={$a:function(){},$b(){},other(){}};w.__wbg_a_1x;w.memory;w.$c();w.$d()");
        assert_eq!(wasm, module(&["$a", "other", "$b"], &["memory", "$c", "$d"]), "no marker: the script does not name it");
    }

    #[test]
    fn what_cannot_be_read_stays() {
        let cut = module(&["__wbg_a_1"], &[])[..20].to_vec();
        assert_eq!(shorten("__wbg_a_1".to_owned(), cut.clone()), ("__wbg_a_1".to_owned(), cut));
    }

    #[test]
    fn names_are_all_different() {
        let names: std::collections::HashSet<_> = (0..2000).map(short).collect();
        assert_eq!(names.len(), 2000);
    }
}
