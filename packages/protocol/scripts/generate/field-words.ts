/**
 * What a field means in every model that says nothing else of it. A comment beside a field goes first.
 */
export const fieldWords: Readonly<Record<string, string>> = {};
