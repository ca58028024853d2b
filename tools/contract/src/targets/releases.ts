/** The releases that can be installed, and were recorded. */
export const releases = ["0.14.17", "0.17.0"] as const;
