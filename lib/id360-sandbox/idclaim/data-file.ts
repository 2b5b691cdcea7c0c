/** A signed file of the container. Names are ASCII without spaces: as in the zip, so in the references. */
export type DataFile = { name: string; mediaType: string; bytes: Buffer }
