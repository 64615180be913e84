//! As much HTTP/1.1 as a browser on the same machine needs: GET and HEAD, kept connections, entity tags.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Bytes of a request's head; more is refused.
const LONGEST: u64 = 16 * 1024;
/// A connection that says nothing for so long is closed.
const SILENCE: Duration = Duration::from_secs(60);

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Such as `GET`.
    pub method: String,
    /// Path and query, as sent.
    pub path: String,
    /// The Accept-Encoding header.
    pub accepts: String,
    /// The If-None-Match header.
    pub known: String,
    /// Whether the connection is to be closed afterwards.
    pub last: bool,
}

impl Request {
    /// Whether the browser reads this encoding.
    pub fn accepts(&self, encoding: &str) -> bool {
        self.accepts.split(',').any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            parts.next() == Some(encoding) && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    }
}

/// What is sent back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// The Content-Type.
    pub kind: &'static str,
    /// The Cache-Control.
    pub cache: &'static str,
    /// The Location, for 301.
    pub location: Option<String>,
    /// The content.
    pub body: Body,
}

/// Content, as it is sent.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How they are compressed.
    pub encoding: Option<&'static str>,
    /// Changes with the bytes; none when nobody is to keep them.
    pub tag: Option<String>,
}

impl Body {
    /// Not compressed and not to be kept.
    pub fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }

    /// With a tag from the file's time and size.
    pub fn tagged(bytes: Vec<u8>, changed: Option<SystemTime>, variant: &str) -> Self {
        let time = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |time| time.as_nanos());
        let tag = Some(format!("\"{time:x}-{:x}{variant}\"", bytes.len()));
        Self { bytes, encoding: None, tag }
    }
}

impl Answer {
    /// Empty so far, with the type of a file with this name.
    pub fn of_type(name: &str) -> Self {
        let kind = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" | "mjs" => "text/javascript; charset=utf-8",
            "json" | "map" => "application/json",
            "webmanifest" => "application/manifest+json",
            "wasm" => "application/wasm",
            "md" => "text/markdown; charset=utf-8",
            "toml" | "txt" => "text/plain; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "gif" => "image/gif",
            "ico" => "image/x-icon",
            "mp3" => "audio/mpeg",
            "ogg" | "opus" => "audio/ogg",
            "m4a" => "audio/mp4",
            "mp4" => "video/mp4",
            "webm" => "video/webm",
            "vtt" => "text/vtt; charset=utf-8",
            "woff2" => "font/woff2",
            "pdf" => "application/pdf",
            _ => "application/octet-stream",
        };
        Self { status: 200, kind, cache: "no-cache", location: None, body: Body::default() }
    }

    /// A line of text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self { status, body: Body::plain(text.into().into_bytes()), ..Self::of_type("x.txt") }
    }
}

/// Answers one connection's requests until it closes.
pub fn talk(stream: &TcpStream, answer: impl Fn(&Request) -> Answer) {
    let _ = stream.set_read_timeout(Some(SILENCE));
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    // A broken connection ends the conversation; there is nobody left to tell.
    while let Ok(Some(request)) = read(&mut reader) {
        let answer = answer(&request);
        if write(stream, &request, &answer).is_err() || request.last {
            break;
        }
    }
}

/// The next request's head, or `None` when there is none. Bodies are not read: who sends one is answered and let go.
fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = reader.take(LONGEST);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
    let mut request =
        Request { method: method.to_owned(), path: path.to_owned(), last: words.next() != Some("HTTP/1.1"), ..Request::default() };
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.accepts = value.to_owned(),
            "if-none-match" => request.known = value.to_owned(),
            "connection" => request.last |= value.eq_ignore_ascii_case("close"),
            "content-length" => request.last |= value != "0",
            "transfer-encoding" => request.last = true,
            _ => {}
        }
    }
    Ok(Some(request))
}

fn write(mut stream: &TcpStream, request: &Request, answer: &Answer) -> io::Result<()> {
    let body = &answer.body;
    let known = body.tag.as_ref().is_some_and(|tag| answer.status == 200 && request.known.split(',').any(|known| known.trim() == tag));
    let status = if known { 304 } else { answer.status };
    let reason = match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        405 => "Method Not Allowed",
        _ => "Not Found",
    };
    let mut head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {}\r\nCache-Control: {}\r\nVary: Accept-Encoding\r\nX-Content-Type-Options: nosniff\r\n",
        answer.kind, answer.cache
    );
    let mut add = |name: &str, value: &str| head.extend([name, ": ", value, "\r\n"]);
    if !known {
        add("Content-Length", &body.bytes.len().to_string());
    }
    if let Some(encoding) = body.encoding {
        add("Content-Encoding", encoding);
    }
    if let Some(tag) = &body.tag {
        add("ETag", tag);
    }
    if let Some(location) = &answer.location {
        add("Location", location);
    }
    if status == 405 {
        add("Allow", "GET, HEAD");
    }
    if request.last {
        add("Connection", "close");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if !known && request.method != "HEAD" {
        bytes.extend_from_slice(&body.bytes);
    }
    stream.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let mut text =
            &b"GET /a?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nIf-None-Match: \"1\"\r\n\r\nGET /b HTTP/1.0\r\n\r\n"[..];
        let first = read(&mut text).unwrap().unwrap();
        assert_eq!((first.method.as_str(), first.path.as_str(), first.known.as_str(), first.last), ("GET", "/a?b", "\"1\"", false));
        assert!(first.accepts("br") && first.accepts("gzip") && !first.accepts("deflate"));
        let second = read(&mut text).unwrap().unwrap();
        assert!(second.last, "HTTP/1.0 closes");
        assert!(read(&mut text).unwrap().is_none());
    }

    #[test]
    fn a_head_without_end_is_refused() {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(20_000));
        assert!(read(&mut long.as_bytes()).is_ok_and(|request| request.is_none()));
    }
}
