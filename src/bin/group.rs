//! The program of the group places: leads a session, or shows it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    bruker_i_sentrum::views::group::start();
}
