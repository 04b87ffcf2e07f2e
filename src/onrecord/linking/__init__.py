"""Two documents compared: which texts are one text, carried twice."""
