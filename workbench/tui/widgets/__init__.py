"""What the screens are made of. Widgets show and post messages; they decide nothing and store nothing."""
