/** The map under Lincheck's model checker. */
package io.sluice.sync.lincheck;
