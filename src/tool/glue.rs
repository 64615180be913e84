//! Short names between a program's JavaScript and its wasm.
//!
//! wasm-bindgen names each of some 250 functions like `__wbg_querySelector_72201b7c62dc196b`, once in the JavaScript and once in the wasm.
//! The digits can't be compressed: 4 kB of the page's budget. wasm-opt shortens only what Emscripten has named.

use std::collections::HashMap;

/// Both files with the functions that the wasm imports called `a`, `b` and so on. As they were, where the wasm can't be read.
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
        if id == 2 {
            let section = imports(section, &mut names)?;
            out.push(id);
            put_number(&mut out, section.len());
            out.extend(section);
        } else {
            out.extend_from_slice(&wasm[at..start + len]);
        }
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
        let next = names.len();
        let short: &str = match name.starts_with("__w") {
            true => names.entry(name).or_insert_with(|| short(next)),
            false => name,
        };
        for part in [module, short] {
            put_number(&mut out, part.len());
            out.extend_from_slice(part.as_bytes());
        }
        out.extend_from_slice(&section[after..end]);
        at = end;
    }
    (at == section.len()).then_some(out)
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

fn text(bytes: &[u8], at: usize) -> Option<(&str, usize)> {
    let (len, start) = number(bytes, at)?;
    let end = start.checked_add(len)?;
    Some((std::str::from_utf8(bytes.get(start..end)?).ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type and these imported functions.
    fn module(imports: &[&str]) -> Vec<u8> {
        let mut section = vec![imports.len() as u8];
        for name in imports {
            section.extend([1, b'm', name.len() as u8]);
            section.extend(name.as_bytes());
            section.extend([0, 0]);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
        wasm.push(section.len() as u8);
        wasm.extend(section);
        wasm.extend([10, 1, 0]);
        wasm
    }

    #[test]
    fn both_sides_are_renamed_alike() {
        let js = "const i={__wbg_a_1:function(){},__wbg_a_12(){},other(){}};w.__wbg_a_1x";
        let (js, wasm) = shorten(js.to_owned(), module(&["__wbg_a_1", "other", "__wbg_a_12"]));
        assert_eq!(js, "const i={$a:function(){},$b(){},other(){}};w.__wbg_a_1x");
        assert_eq!(wasm, module(&["$a", "other", "$b"]));
    }

    #[test]
    fn what_cannot_be_read_stays() {
        let cut = module(&["__wbg_a_1"])[..20].to_vec();
        assert_eq!(shorten("__wbg_a_1".to_owned(), cut.clone()), ("__wbg_a_1".to_owned(), cut));
    }

    #[test]
    fn names_are_all_different() {
        let names: std::collections::HashSet<_> = (0..2000).map(short).collect();
        assert_eq!(names.len(), 2000);
    }
}
