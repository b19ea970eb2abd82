"""The parts of a Word document (ECMA-376, WordprocessingML), each written as XML text from pieces of the tree."""
