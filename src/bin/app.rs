//! The app: adopts the page it is started in.

fn main() {
    #[cfg(target_arch = "wasm32")]
    bruker_i_sentrum::views::start();
}
