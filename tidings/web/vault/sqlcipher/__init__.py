"""Django's SQLite backend on SQLCipher: the file, its log and its indexes are ciphertext. The key comes from `opened`."""
