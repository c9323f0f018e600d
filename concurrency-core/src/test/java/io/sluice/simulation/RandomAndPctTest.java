package io.sluice.simulation;

import io.sluice.testkit.simulation.Strategy;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of a program that has too many schedules for all of them: by either way to choose. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(
    value = Strategy.class,
    names = {"RANDOM", "PCT"})
@interface RandomAndPctTest {}
