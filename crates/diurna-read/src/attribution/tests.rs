//! Sentences of our own for each mechanism.
