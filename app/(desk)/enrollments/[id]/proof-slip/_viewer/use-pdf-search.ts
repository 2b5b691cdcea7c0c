'use client'

import { useRef, useState } from 'react'
import type { DocumentCallback } from 'react-pdf/dist/shared/types.js'
import { findInText } from './find-in-text'

/** A proof slip has a few pages; a hostile PDF must not keep the tab busy for ever. */
const MOST_PAGES = 500

/** One match: its page (from 1), and which one of that page's it is (from 0). */
export type PdfMatch = { page: number; nth: number }

/** Search over all pages of a PDF, drawn or not. `found` is called with the page of the match to look at. */
export function usePdfSearch(pdf: DocumentCallback | null, found: (page: number) => void) {
  const [wanted, setWanted] = useState('')
  const [matches, setMatches] = useState<PdfMatch[]>([])
  const [at, setAt] = useState(0)
  const texts = useRef<{ pdf: DocumentCallback; pages: Promise<string[]> } | null>(null)
  const latest = useRef('')

  async function search(text: string) {
    setWanted(text)
    latest.current = text
    if (!pdf) return
    if (texts.current?.pdf !== pdf) texts.current = { pdf, pages: readTexts(pdf) }
    const pages = await texts.current.pages
    // The person has typed on meanwhile.
    if (latest.current !== text) return
    const all = pages.flatMap((page, index) =>
      findInText(page, text).map((_, nth) => ({ page: index + 1, nth })),
    )
    setMatches(all)
    setAt(0)
    if (all[0]) found(all[0].page)
  }

  function go(by: 1 | -1) {
    if (matches.length === 0) return
    const next = (at + by + matches.length) % matches.length
    setAt(next)
    found(matches[next]?.page ?? 1)
  }

  return { wanted, count: matches.length, at, current: matches[at] ?? null, search, go }
}

async function readTexts(pdf: DocumentCallback): Promise<string[]> {
  const pages: string[] = []
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number += 1) {
    pages.push(await readText(pdf, number))
  }
  return pages
}

/** A page whose text cannot be read has none; the others can still be searched. */
async function readText(pdf: DocumentCallback, number: number): Promise<string> {
  try {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  } catch {
    return ''
  }
}
