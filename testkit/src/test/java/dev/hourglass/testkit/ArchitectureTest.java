package dev.hourglass.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Holds the arrows between the packages of core, and the rules of its arithmetic. */
@AnalyzeClasses(
        packages = "dev.hourglass",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.CoreOnly.class})
final class ArchitectureTest {
    /** Packages in the order that knowledge flows: each may use those before it; those of one line know no other. */
    private static final List<List<String>> ORDER = List.of(
            List.of("error"),
            List.of("tensor"),
            List.of("tensor.kernel.."),
            List.of("file"),
            List.of("data.."),
            List.of("model"),
            List.of("nn"),
            List.of("train"),
            List.of("artifact"),
            List.of("compress.entropy"),
            List.of("compress.lossless"),
            List.of("compress.lossy"),
            List.of("compress.table"),
            List.of("compress.codec"),
            List.of("compress.container"),
            List.of("evaluate.detection"),
            List.of("compress", "evaluate", "generate"),
            List.of("anomaly.threshold"),
            List.of("anomaly.scorer"),
            List.of("anomaly.series"),
            List.of("anomaly"),
            List.of("experiment"),
            List.of("reproduce"));

    /** Methods of vectors that look up an operator. */
    private static final Set<String> OPERATORS = Set.of(
            "abs",
            "add",
            "and",
            "div",
            "fma",
            "lanewise",
            "max",
            "min",
            "mul",
            "neg",
            "not",
            "or",
            "pow",
            "reduceLanes",
            "sqrt",
            "sub");

    private static final Set<String> INEXACT =
            Set.of("exp", "expm1", "log", "log1p", "log10", "tanh", "pow", "sin", "cos");

    /** Leaves out the classes of the test kit itself. */
    static final class CoreOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("dev/hourglass/testkit/");
        }
    }

    @ArchTest
    static void knowledgeFlowsOneWay(JavaClasses core) {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .flatMap(List::stream)
                    .map(ArchitectureTest::full)
                    .toArray(String[]::new);
            for (String name : ORDER.get(i)) {
                String[] forbidden = Stream.concat(
                                Arrays.stream(later),
                                ORDER.get(i).stream()
                                        .filter(other -> !other.equals(name))
                                        .map(ArchitectureTest::full))
                        .toArray(String[]::new);
                if (forbidden.length > 0) {
                    noClasses()
                            .that()
                            .resideInAPackage(full(name))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(core);
                }
            }
        }
    }

    private static String full(String name) {
        return "dev.hourglass." + name;
    }

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.hourglass.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_VECTOR_KERNELS_USE_THE_INCUBATOR = noClasses()
            .that()
            .resideOutsideOfPackage("dev.hourglass.tensor.kernel.vector")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    /** What is forgotten there makes kernels slow on JDK 17, in one start of many (ADR 26). */
    @ArchTest
    static void operatorsOfKernelsAreUsedBeforehand(JavaClasses core) {
        Set<String> used = operators(core.get("dev.hourglass.tensor.kernel.vector.OperatorCaches"));
        Set<String> wanted = new TreeSet<>();
        for (JavaClass kernels : core) {
            if (kernels.getPackageName().equals("dev.hourglass.tensor.kernel.vector")) {
                wanted.addAll(operators(kernels));
            }
        }
        assertThat(wanted).hasSizeGreaterThan(10);
        assertThat(used).containsAll(wanted);
    }

    /** Returns what a class calls on vectors by name, and the operators that it names. */
    private static Set<String> operators(JavaClass user) {
        Set<String> found = new TreeSet<>();
        for (JavaMethodCall call : user.getMethodCallsFromSelf()) {
            String owner = call.getTargetOwner().getSimpleName();
            if (owner.matches("(Float|Int|Double|Long|Short|Byte)Vector") && OPERATORS.contains(call.getName())) {
                found.add(owner + "." + call.getName());
            }
        }
        for (JavaFieldAccess access : user.getFieldAccessesFromSelf()) {
            boolean isOperator = access.getTargetOwner().getSimpleName().equals("VectorOperators");
            if (isOperator && !access.getTarget().getRawType().getSimpleName().equals("Comparison")) {
                found.add(access.getName());
            }
        }
        return found;
    }

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule NOTHING_IS_SERIALIZABLE = noClasses()
            .that()
            .areNotAssignableTo(Throwable.class)
            .and()
            .areNotAssignableTo(Enum.class)
            .should()
            .beAssignableTo(Serializable.class);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(new ArchCondition<>("be in @NullMarked packages") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean isMarked = item.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            item, isMarked, item.getName() + " is in a package without @NullMarked"));
                }
            });

    @ArchTest
    static final ArchRule WHAT_MUST_BE_BIT_EXACT_CALLS_NO_INTRINSIC_FUNCTIONS = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.hourglass.tensor..",
                    "dev.hourglass.nn",
                    "dev.hourglass.compress..",
                    "dev.hourglass.train",
                    "dev.hourglass.anomaly..")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("a function of Math may differ between machines") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getTargetOwner().isEquivalentTo(Math.class) && INEXACT.contains(call.getName());
                }
            });

    /**
     * All but {@code SeededRandom} may change with the Java version. Files need names that no other process takes, not
     * numbers that come again.
     */
    @ArchTest
    static final ArchRule RANDOM_NUMBERS_HAVE_ONE_SOURCE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.hourglass.file")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethod(Math.class, "random");
}
