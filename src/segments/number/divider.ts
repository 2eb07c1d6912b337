/** How points are divided into a number of clusters; `asked`: as the clustering asked for does. */
export type Divider = "hierarchy" | "ward" | "means" | "asked";
