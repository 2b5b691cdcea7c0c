import type { CellKind } from '../export-table'
import { xmlText } from './xml-text'

/** Numbers of the cell formats in `stylesXml`. */
export const HEADING_STYLE = 1
export const STYLE_OF_KIND: Record<CellKind, number> = {
  text: 0,
  bool: 0,
  instant: 2,
  day: 3,
  whole: 4,
  share: 5,
}
export const TOTAL_STYLE_OF_KIND: Record<CellKind, number> = {
  text: 6,
  bool: 7,
  instant: 6,
  day: 6,
  whole: 7,
  share: 8,
}
/** The number of rows, with the word "total" before it. */
export const ROW_COUNT_STYLE = 9

/**
 * The formats of a workbook: plain, bold headings on grey, date-times and days (written year first, as no language
 * misreads them), whole numbers, shares as percentages, and the same under a line for totals.
 */
export function stylesXml(totalWord: string): string {
  const count = xmlText(`"${totalWord.replaceAll('"', '')}" #,##0`)
  const total = 'fontId="1" fillId="0" borderId="1" applyFont="1" applyBorder="1"'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="4">\
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>\
<numFmt numFmtId="166" formatCode="0.0%"/><numFmt numFmtId="167" formatCode="${count}"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE8EBF0"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top style="thin"><color auto="1"/></top><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" ${total} xfId="0"/><xf numFmtId="3" ${total} xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="166" ${total} xfId="0" applyNumberFormat="1"/><xf numFmtId="167" ${total} xfId="0" applyNumberFormat="1"/>\
</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}
