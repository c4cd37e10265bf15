"""The hydrocyclone: grains of each mineral by size, partition curves with water split, clusters and staged circuits."""
