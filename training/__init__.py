"""How the reader's weights are made and measured: `make train`, `make eval`. Not in the wheel."""
