"""Live blocks, one module each, with the block's class as `BLOCK`."""
