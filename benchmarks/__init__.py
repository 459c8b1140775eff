"""What `make bench` measures. Nothing in the test suite depends on time; this does."""
