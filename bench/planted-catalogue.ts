/** A catalogue of any size in which every kind of finding is planted, and how many of each an audit must find. */
export function plantedCatalogue(skus: number) {
  const every = (index: number, step: number, offset: number): boolean => index % step === offset;
  const items: { ItemCode: string; Name: string; Barcode: string }[] = [];
  const removedItems: string[] = [];
  const variants: { title: string; sku?: string; barcode: string }[] = [];
  // The sandbox's own shop sells two products that nobody told the warehouse about.
  const counts = { missing: 2, deactivated: 0, shared: 0, spelling: 0, duplicate: 0, noSku: 0, notSold: 0 };
  const put = (ItemCode: string, index: number): void => {
    items.push({ ItemCode, Name: `Article ${index}`, Barcode: `50${String(index).padStart(11, "0")}` });
  };
  for (let index = 0; index < skus; index += 1) {
    const code = `LE-${String(index).padStart(7, "0")}-NAVY-M`;
    const variant = { title: `Navy / M ${index}`, sku: code, barcode: `50${String(index).padStart(11, "0")}` };
    if (every(index, 1000, 1)) counts.missing += 1;
    else if (every(index, 1000, 3)) put(code.toLowerCase(), index);
    else put(code, index);
    if (every(index, 1000, 2)) removedItems.push(code);
    if (every(index, 1000, 5)) {
      const { sku: _, ...withoutSku } = variant;
      variants.push(withoutSku);
      counts.noSku += 1;
      counts.notSold += 1;
    } else variants.push(variant);
    if (every(index, 1000, 4)) {
      variants.push({ ...variant, title: `Twin ${index}` });
      counts.duplicate += 1;
    }
    if (every(index, 1000, 3)) counts.spelling += 1;
  }
  counts.deactivated = removedItems.length;
  const products = Array.from({ length: Math.ceil(variants.length / 100) }, (_, index) => ({
    title: `Article group ${index}`,
    variants: variants.slice(index * 100, (index + 1) * 100),
  }));
  const expected = {
    missing: counts.missing,
    deactivated: counts.deactivated,
    "shared-item-code": counts.shared,
    "spelling-differs": counts.spelling,
    "duplicate-sku": counts.duplicate,
    "no-sku": counts.noSku,
    "not-sold": counts.notSold,
  };
  return { products, items, removedItems, expected };
}
