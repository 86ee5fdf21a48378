//! Graph → files. Sees only the graph.
