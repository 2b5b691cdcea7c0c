/** Characters that no name, reference or address holds, and that break logs, exports or the reading order. */
export const FORBIDDEN_CHARACTERS = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
