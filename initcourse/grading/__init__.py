"""What staff run: build and prove the release, grade a class. Needs the `staff` extra; students never import it."""
