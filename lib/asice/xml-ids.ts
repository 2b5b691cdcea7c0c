import { childElements, type XmlDocument, type XmlElement } from './xml-document'

/** The ids of one XML file; an id that stands twice names nothing. */
export type XmlIds = Map<string, XmlElement[]>

/**
 * Collects the ids of a file. Any attribute that some tool could take for an id counts. The tree is walked by hand:
 * libxml2's XPath takes time that grows with the square of the elements.
 */
export function collectIds(document: XmlDocument): XmlIds {
  const ids: XmlIds = new Map()
  const waiting = [document.root]
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const values = element.attrs
      .filter(({ name, prefix }) => ['Id', 'ID', 'id'].includes(name) && (!prefix || prefix === 'xml'))
      .map(({ value }) => value)
    for (const value of new Set(values)) {
      const others = ids.get(value)
      if (others === undefined) ids.set(value, [element])
      else others.push(element)
    }
    for (const child of childElements(element)) waiting.push(child)
  }
  return ids
}
