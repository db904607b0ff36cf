//! Work in parallel, results in order. In: an iterator and what to do with each item. Out: the results, one after another, in the
//! order of the items; no more than a fixed number of items is on the way, so memory stays bounded.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items that may be on the way for each thread.
const AHEAD: usize = 8;
/// Deep sentence trees must not end a worker.
const STACK: usize = 8 << 20;

/// Applies `work` to each of `items` on `threads` threads and gives the results to `take`, in order. Stops at `take`'s first error.
pub fn in_order<I, O, E>(
    items: I,
    threads: NonZeroUsize,
    work: impl Fn(I::Item) -> O + Sync,
    mut take: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    I::Item: Send,
    O: Send,
    E: From<std::io::Error>,
{
    let window = Window::new(threads.get() * AHEAD);
    let items = Mutex::new((0, items.fuse()));
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..threads.get() {
            let (sender, items, window, work) = (sender.clone(), &items, &window, &work);
            let worker = move || {
                while let Some((index, item)) = next(items, window) {
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            };
            if let Err(error) = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker) {
                window.close();
                return Err(E::from(error));
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, result) in results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                if let Err(error) = take(result) {
                    window.close();
                    return Err(error);
                }
                due += 1;
            }
            window.advance(due);
        }
        Ok(())
    })
}

fn next<I: Iterator>(items: &Mutex<(usize, I)>, window: &Window) -> Option<(usize, I::Item)> {
    let mut items = lock(items);
    let index = items.0;
    if !window.wait_for(index) {
        return None;
    }
    let item = items.1.next()?;
    items.0 += 1;
    Some((index, item))
}

/// How far the results have been taken, and so which items may start.
struct Window {
    width: usize,
    state: Mutex<(usize, bool)>,
    moved: Condvar,
}

impl Window {
    fn new(width: usize) -> Window {
        Window { width, state: Mutex::new((0, true)), moved: Condvar::new() }
    }

    /// Waits until item `index` may start; false when nothing may any more.
    fn wait_for(&self, index: usize) -> bool {
        let mut state = lock(&self.state);
        while state.1 && index >= state.0 + self.width {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.1
    }

    fn advance(&self, taken: usize) {
        lock(&self.state).0 = taken;
        self.moved.notify_all();
    }

    fn close(&self) {
        lock(&self.state).1 = false;
        self.moved.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).expect("not zero")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_micros(200 * (n % 7)));
            n
        };
        let done: Result<(), std::io::Error> = in_order(0..200, threads(4), slow_first, |n| {
            seen.push(n);
            Ok(())
        });
        assert!(done.is_ok());
        assert_eq!(seen, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_run() {
        let mut taken = 0;
        let done = in_order(
            0..,
            threads(2),
            |n: u64| n,
            |_| {
                taken += 1;
                if taken == 5 { Err(std::io::Error::other("full")) } else { Ok(()) }
            },
        );
        assert!(done.is_err());
        assert_eq!(taken, 5);
    }
}
