/** What two names have in common that people would take for the same. */
export const comparableName = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
