package dev.hourglass.compress.entropy;

/** Says which part of the range [0, 2^p) each symbol has, now. */
public sealed interface SymbolTable permits FrequencyTable, AdaptiveTable {
    /** Returns the number of symbols; they count from 0. */
    int symbols();

    /** Returns p: the frequencies of all symbols sum to 2^p. */
    int precisionBits();

    /** Returns the sum of the frequencies of the symbols before one. */
    int start(int symbol);

    /** Returns the frequency of a symbol; 0 where it cannot occur. */
    int frequency(int symbol);

    /** Returns the symbol whose part of the range holds a slot in [0, 2^p). */
    int symbolAt(int slot);
}
