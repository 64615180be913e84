//! The browser's storage: the only file that knows gloo-storage. Denied or full storage is a value, never a throw.

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::Reflect;

/// The site's storage, known to be open.
#[derive(Clone, Copy, Debug)]
pub struct Storage(());

/// The browser lets the page keep nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageDenied;

/// There was no room, or the browser said no just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageFull;

impl Storage {
    /// Opens the storage. gloo-storage throws where it is denied, so the window is asked first.
    pub fn open() -> Result<Self, StorageDenied> {
        let area = super::dom::window().local_storage().ok().flatten().ok_or(StorageDenied)?;
        area.length().map_err(|_| StorageDenied)?;
        Ok(Self(()))
    }

    /// The text under a key.
    pub fn get(self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    /// All entries whose key begins with `prefix`, as they stand.
    pub fn entries(self, prefix: &str) -> Vec<(String, String)> {
        let area = LocalStorage::raw();
        let keys = (0..area.length().unwrap_or(0)).filter_map(|i| area.key(i).ok().flatten());
        keys.filter(|key| key.starts_with(prefix)).filter_map(|key| area.get_item(&key).ok().flatten().map(|text| (key, text))).collect()
    }

    /// Writes an entry at once.
    pub fn set(self, key: &str, text: &str) -> Result<(), StorageFull> {
        LocalStorage::raw().set_item(key, text).map_err(|_| StorageFull)
    }

    /// Writes what stands under one key under another too, unit by unit: as a Rust text it would lose what is no Unicode.
    pub fn copy(self, from: &str, to: &str) -> Result<(), StorageFull> {
        let area = LocalStorage::raw();
        let text = Reflect::get(&area, &from.into()).map_err(|_| StorageFull)?;
        // By its property: `setItem` would take the text through Rust.
        Reflect::set(&area, &to.into(), &text).map(|_| ()).map_err(|_| StorageFull)
    }

    /// Removes an entry.
    pub fn remove(self, key: &str) {
        let _ = LocalStorage::raw().remove_item(key);
    }
}
