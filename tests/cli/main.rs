//! The command line as its users meet it: the whole program, in folders of its own.

mod contract;
mod graphs;
mod looking;
mod output;
mod place;
mod reading;
