package dev.hourglass.testkit;

import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvReader;
import dev.hourglass.data.MissingPolicy;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class CsvReaderContractTest extends DataReaderContract {
    @Override
    protected RowReader open() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "a,b,class\n1,x,p\n2,y,p\n,x,q\n4,,q\n5,z,p\n6,x,q\n7,y,p\n8,x,q\n");
        CsvOptions.Missing missing = CsvOptions.Missing.defaults().withPolicy(MissingPolicy.MEAN);
        return CsvReader.open(
                file, CsvOptions.defaults().withLabelColumns("class").withMissing(missing.withIndicator(true)));
    }

    @Override
    protected int rows() {
        return 8;
    }

    @Override
    protected boolean hasLabels() {
        return true;
    }
}
