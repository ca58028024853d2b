// The workspace reads sources through the condition "@repowire/source". Packed packages have none.
function withoutSources(target) {
  if (typeof target !== "object") return target;
  const conditions = Object.entries(target).filter(([name]) => name !== "@repowire/source");
  return Object.fromEntries(conditions.map(([name, inner]) => [name, withoutSources(inner)]));
}

module.exports = {
  hooks: {
    beforePacking: (manifest) => ({ ...manifest, exports: withoutSources(manifest.exports) }),
  },
};
