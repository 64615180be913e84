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

/// The next time the clock on the wall shows this, such as `20:00`: today's, or tomorrow's when today's is long past. `None` for what is no time.
pub fn next(now: i64, shown: &str) -> Option<i64> {
    let (hours, minutes) = shown.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(now as f64));
    date.set_hours(hours);
    date.set_minutes(minutes);
    date.set_seconds(0);
    date.set_milliseconds(0);
    if (date.get_time() as i64) < now - HALF_A_DAY {
        date.set_date(date.get_date() + 1);
    }
    Some(date.get_time() as i64)
}

const HALF_A_DAY: i64 = 12 * 60 * 60_000;
