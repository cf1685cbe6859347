"""The engine: kernel (pure), merge (ordered fold), drivers, and findings made of the outcome."""
