//! Files, folders and stdin → documents.
