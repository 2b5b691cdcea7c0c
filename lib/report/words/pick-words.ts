import { en } from './en'
import { fr } from './fr'
import type { ReportLanguage, Words } from './words'

const WORDS: Readonly<Record<ReportLanguage, Words>> = { fr, en }

/** The words of a language. */
export function pickWords(language: ReportLanguage): Words {
  return WORDS[language]
}

/** Fills `{name}` in a sentence; what is filled in is never read as a sentence itself. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}

/** The value of a key that comes from outside: `constructor` is not one of ours. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
