import type { XmlDocument, XmlElement } from './xml-document'

/** The ids of one XML file; an id that stands twice names nothing. */
export type XmlIds = Map<string, XmlElement[]>

/** Collects the ids of a file. Any attribute that some tool could take for an id counts. */
export function collectIds(document: XmlDocument): XmlIds {
  const ids: XmlIds = new Map()
  for (const found of document.find('//*[@Id or @ID or @id or @xml:id]')) {
    const element = found as XmlElement
    const values = element.attrs
      .filter(({ name, prefix }) => ['Id', 'ID', 'id'].includes(name) && (!prefix || prefix === 'xml'))
      .map(({ value }) => value)
    for (const value of new Set(values)) {
      const others = ids.get(value)
      if (others === undefined) ids.set(value, [element])
      else others.push(element)
    }
  }
  return ids
}
