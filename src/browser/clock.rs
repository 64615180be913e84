//! Time and fresh names: the two things the pure layers must be given.

/// Milliseconds since 1970, by the learner's own clock. Only for show.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// A name no other window has: 80 random bits as 16 letters and digits.
pub fn fresh_name() -> String {
    let mut bytes = [0u8; 16];
    if let Ok(crypto) = super::dom::window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|b| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(b & 31)])).collect()
}

/// A day as the learner writes it: `22.11.2026`.
pub fn day(ms: i64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    format!("{}.{}.{}", date.get_date(), date.get_month() + 1, date.get_full_year())
}

/// A point in time as the clock on the wall shows it: `14:32`.
pub fn time(ms: i64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}
