"""The leach: minerals that dissolve in a train of stirred tanks, the liquor they make, and what falls out of it."""
