import type { ContainerFiles } from './container-files'
import type { ManifestReport, Note } from './container-report'
import type { ArchiveFile } from './read-archive'
import { attribute, childElements, parseXml } from './xml-document'

export const ASICE_MEDIA_TYPE = 'application/vnd.etsi.asic-e+zip'

/** The simple form, with one file and no manifest: judged as well, since its signatures are the same. */
const ASICS_MEDIA_TYPE = 'application/vnd.etsi.asic-s+zip'

/** ASiC-E, and other names under which the same form is in use in Europe. */
const EXTENDED = [ASICE_MEDIA_TYPE, 'application/vnd.bdoc-1.0', 'application/vnd.lt.archyvai.adoc-2008']

const ACCEPTED = [...EXTENDED, ASICS_MEDIA_TYPE]

/**
 * Whether the container may be an ASiC-S, whose CAdES signature is over its one file: it says so, or says nothing that
 * speaks against it (EN 319 162-1, 4.3.3.1: `mimetype` may be left out).
 */
export function mayBeSimpleForm(mediaType: string | null): boolean {
  return mediaType === null || !EXTENDED.includes(mediaType)
}

/** What the `mimetype` entry says, and remarks on it: none of them touches a signature (EN 319 162-1, 4.3.3.1). */
export function readMediaType(all: ArchiveFile[]): { mediaType: string | null; warnings: Note[] } {
  const file = all.find(({ name }) => name === 'mimetype')
  if (file?.bytes === undefined || file.bytes === null)
    return { mediaType: null, warnings: [{ code: 'MIMETYPE_MISSING', values: {} }] }
  const written = Buffer.from(file.bytes.subarray(0, 200)).toString('latin1')
  const mediaType = written.replace(/^\xef\xbb\xbf/, '').trim()
  const warnings: Note[] = []
  if (file.offset > 0) warnings.push({ code: 'MIMETYPE_NOT_FIRST', values: {} })
  if (file.compressed) warnings.push({ code: 'MIMETYPE_COMPRESSED', values: {} })
  if (!ACCEPTED.includes(mediaType)) warnings.push({ code: 'MIMETYPE_UNEXPECTED', values: { mediaType } })
  else if (mediaType !== written) warnings.push({ code: 'MIMETYPE_WITH_BLANKS', values: {} })
  return { mediaType, warnings }
}

/** Reads META-INF/manifest.xml (OpenDocument): media types by name. It is not signed: it only gives remarks. */
export function readContainerManifest(
  files: ContainerFiles,
  dataFiles: ArchiveFile[],
): { manifest: ManifestReport | null; mediaTypes: Map<string, string>; warnings: Note[] } {
  const file = files.all.find(({ name }) => name.toLowerCase() === 'meta-inf/manifest.xml')
  const mediaTypes = new Map<string, string>()
  const warnings: Note[] = []
  if (file?.bytes === undefined || file.bytes === null) return { manifest: null, mediaTypes, warnings }
  const manifest: ManifestReport = { file: file.name, kind: 'container', signedBy: null, entries: [] }
  try {
    const document = parseXml(file.bytes)
    try {
      for (const entry of childElements(document.root)) {
        const named = (name: string) => entry.attrs.find((candidate) => candidate.name === name)?.value ?? ''
        const path = named('full-path') || (attribute(entry, 'full-path') ?? '')
        if (entry.name !== 'file-entry' || path === '' || path.endsWith('/')) continue
        const [found] = files.resolve(path)
        const mediaType = named('media-type') || null
        manifest.entries.push({
          name: path,
          mediaType,
          digest: found === undefined ? 'missing' : 'not-checked',
        })
        if (found === undefined)
          warnings.push({ code: 'MANIFEST_NAMES_MISSING_FILE', values: { name: path.slice(0, 300) } })
        else if (mediaType !== null) mediaTypes.set(found.name, mediaType)
      }
    } finally {
      document.dispose()
    }
  } catch {
    return {
      manifest: { ...manifest, kind: 'unreadable' },
      mediaTypes,
      warnings: [{ code: 'MANIFEST_UNREADABLE', values: { name: file.name } }],
    }
  }
  const listed = new Set(manifest.entries.map(({ name }) => name))
  for (const { name } of dataFiles)
    if (!mediaTypes.has(name) && !listed.has(name))
      warnings.push({ code: 'MANIFEST_OMITS_FILE', values: { name } })
  return { manifest, mediaTypes, warnings }
}
