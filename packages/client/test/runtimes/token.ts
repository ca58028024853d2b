/** What the small daemon wants in the header of whoever follows its events. */
export const token = "tOkEn-0f-tHe-tEsT";
