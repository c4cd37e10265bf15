"""What two or more stages share, by subject: elements, sea water, particles."""
