/** Contracts, fixtures and generators that tests share; not published. */
@NullMarked
package dev.hourglass.testkit;

import org.jspecify.annotations.NullMarked;
