/** The token that the small daemon requires for its events. */
export const token = "tOkEn-0f-tHe-tEsT";
