import { CheckFailure, problemOf } from './check-failure'
import { checkXadesSignature } from './check-xades-signature'
import type { ContainerFiles } from './container-files'
import { LIMITS } from './limits'
import type { ArchiveFile } from './read-archive'
import { failedDraft, type SignatureDraft } from './signature-draft'
import { attribute, childrenNamed, parseXml, XMLDSIG, type XmlDocument } from './xml-document'
import { collectIds } from './xml-ids'

/**
 * Reads the signatures of one `META-INF/*signatures*.xml`. Only children of the root (or the root itself) count: a
 * signature further down may be somebody else's, wrapped.
 */
export function readXadesFile(file: ArchiveFile, files: ContainerFiles): SignatureDraft[] {
  if (file.bytes === null)
    return [failed(file, new CheckFailure('format', 'FILE_DAMAGED', { name: file.name }))]
  let document: XmlDocument
  try {
    document = parseXml(file.bytes)
  } catch (error) {
    return [failed(file, error)]
  }
  try {
    const { root } = document
    const signatures =
      root.name === 'Signature' && root.namespaceUri === XMLDSIG
        ? [root]
        : childrenNamed(root, 'Signature', XMLDSIG)
    if (signatures.length === 0) throw new CheckFailure('format', 'SIGNATURE_FILE_WITHOUT_SIGNATURE')
    if (signatures.length > LIMITS.signatures) throw new CheckFailure('unsupported', 'TOO_MANY_SIGNATURES')
    const ids = collectIds(document)
    return signatures.map((signature) => {
      try {
        return checkXadesSignature(signature, { document, ids, file, files })
      } catch (error) {
        return { ...failed(file, error), id: attribute(signature, 'Id') }
      }
    })
  } catch (error) {
    return [failed(file, error)]
  } finally {
    document.dispose()
  }
}

function failed(file: ArchiveFile, error: unknown): SignatureDraft {
  return failedDraft('XAdES', file.name, problemOf(error))
}
