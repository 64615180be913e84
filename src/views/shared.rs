//! Values that controls follow. The machinery is made once for each kind of value, not once for each thing asked of it: that is what
//! the page pays for.

use std::sync::Arc;

use leptos::prelude::*;

/// A value that follows from others.
pub struct Followed<T: Send + Sync + 'static>(Memo<Arc<T>>);

impl<T: Send + Sync> Clone for Followed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Followed<T> {}

impl<T: PartialEq + Send + Sync + 'static> Followed<T> {
    /// Works it out anew whenever a signal that `work` reads has changed.
    pub fn new(work: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(Memo::new(move |_| Arc::new(work())))
    }

    /// The value; who asks is told when it changes.
    pub fn get(&self) -> Arc<T> {
        self.0.get()
    }

    /// Looks at the value; who asks is told when it changes.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.get())
    }

    /// Looks at the value once.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.get_untracked())
    }
}

/// One thing that all controls write to: the window's keeper, or its pen.
pub struct Shared<T: Send + Sync + 'static>(RwSignal<T>);

impl<T: Send + Sync> Clone for Shared<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Shared<T> {}

impl<T: Send + Sync + 'static> Shared<T> {
    /// Shares it.
    pub fn new(thing: T) -> Self {
        Self(RwSignal::new(thing))
    }

    /// Does something with it, and tells all who follow it.
    pub fn update<R>(&self, act: impl FnOnce(&mut T) -> R) -> R {
        let done = self.quietly(act);
        self.notify();
        done
    }

    /// Does something with it. Nobody is told until [`Shared::notify`].
    pub fn quietly<R>(&self, act: impl FnOnce(&mut T) -> R) -> R {
        fn of<T: Send + Sync + 'static>(thing: RwSignal<T>, act: &mut dyn FnMut(&mut T)) {
            thing.update_untracked(|thing| act(thing));
        }
        let (mut act, mut done) = (Some(act), None);
        of(self.0, &mut |thing| done = act.take().map(|act| act(thing)));
        done.expect("what is shared lives as long as the page")
    }

    /// Tells all who follow it.
    pub fn notify(&self) {
        self.0.notify();
    }

    /// Looks at it; who asks is told when it changes.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        self.0.track();
        self.with_untracked(look)
    }

    /// Looks at it once.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        fn of<T: Send + Sync + 'static>(thing: RwSignal<T>, look: &mut dyn FnMut(&T)) {
            thing.with_untracked(|thing| look(thing));
        }
        let (mut look, mut seen) = (Some(look), None);
        of(self.0, &mut |thing| seen = look.take().map(|look| look(thing)));
        seen.expect("what is shared lives as long as the page")
    }
}
