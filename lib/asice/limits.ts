/** The caps of a check, against archives made to exhaust the machine. Sizes in bytes. */
export const LIMITS = {
  containerSize: 100 * 2 ** 20,
  entries: 1_000,
  entrySize: 100 * 2 ** 20,
  totalSize: 200 * 2 ** 20,
  /** Above this size an entry may not inflate more than `ratio` times. */
  ratioFrom: 2 ** 20,
  ratio: 100,
  nameLength: 1_024,
  xmlSize: 20 * 2 ** 20,
  asn1Size: 20 * 2 ** 20,
  signatures: 100,
  referencesPerSignature: 2_000,
  certificates: 300,
  chainLength: 8,
} as const
