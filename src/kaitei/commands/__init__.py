"""The commands of the command line by subject. Heavy imports stand inside them, so that --help is quick."""
