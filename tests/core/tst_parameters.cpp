// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters: what is taken, what is refused, and that a refusal names the parameter and its range.
#include "core/base/error.h"
#include "core/base/parameters.h"

#include <QtTest>

using namespace alidade;

namespace {

std::vector<ParameterSpec> specs()
{
    return {integerParameter("bits", "Bits", "bits per symbol", 4, 2, 8),
            realParameter("clip", "Clip", "share of the largest weight", 1.0, 0.1, 1.0),
            choiceParameter("side", "Side", "which axes", "both", {"rows", "columns", "both"})};
}

/// The message of the refusal, or nothing if it was taken.
template <typename Call>
std::string refusal(Call call)
{
    try {
        call();
    } catch (const InvalidRequest& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestParameters : public QObject {
    Q_OBJECT

private slots:
    void defaultsFillIn();
    void givenValuesStay();
    void refusals_data();
    void refusals();
    void parsing_data();
    void parsing();
    void access();
    void comparison();
    void valuesAsText();
    void namedIntegers();
    void freeText();
};

void TestParameters::defaultsFillIn()
{
    const Parameters resolved = resolveParameters(specs(), {});
    QCOMPARE(resolved.integer("bits"), std::int64_t{4});
    QCOMPARE(resolved.real("clip"), 1.0);
    QCOMPARE(resolved.text("side"), std::string("both"));
    QCOMPARE(resolved.values().size(), std::size_t{3});
}

void TestParameters::givenValuesStay()
{
    const Parameters given{{"bits", std::int64_t{8}}, {"clip", 0.1}, {"side", std::string("rows")}};
    QVERIFY(resolveParameters(specs(), given) == given);
    const Parameters whole{{"clip", std::int64_t{1}}}; // an integer where a number is wanted
    QCOMPARE(resolveParameters(specs(), whole).real("clip"), 1.0);
}

void TestParameters::refusals_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text"); // as on a command line
    QTest::addColumn<QString>("range");
    const QString bits = QStringLiteral("an integer from 2 to 8");
    const QString clip = QStringLiteral("a number from 0.1 to 1");
    const QString side = QStringLiteral("one of rows, columns, both");
    for (const char* text : {"1", "9", "-4", "4.0", "4.5", "", " 4", "4 ", "+4", "0x4", "four", "4e0", "nan",
                             "99999999999999999999", "-9223372036854775808", "9223372036854775807", "4;rm"})
        QTest::addRow("bits '%s'", text) << QStringLiteral("bits") << QString::fromUtf8(text) << bits;
    for (const char* text : {"0.09", "1.01", "-1", "nan", "inf", "-inf", "1e400", "", "0,5", "0.5x", "+0.5"})
        QTest::addRow("clip '%s'", text) << QStringLiteral("clip") << QString::fromUtf8(text) << clip;
    for (const char* text : {"", "Rows", "row", "rows ", "both\n"})
        QTest::addRow("side '%s'", text) << QStringLiteral("side") << QString::fromUtf8(text) << side;
}

void TestParameters::refusals()
{
    QFETCH(QString, id);
    QFETCH(QString, text);
    QFETCH(QString, range);
    const std::vector<ParameterSpec> all = specs();
    const auto spec = std::find_if(all.begin(), all.end(),
                                   [&](const ParameterSpec& one) { return one.id == id.toStdString(); });
    const std::string message =
        refusal([&] { static_cast<void>(parseParameter(*spec, text.toStdString())); });
    QVERIFY2(!message.empty(), "it was taken");
    QVERIFY2(QString::fromStdString(message).startsWith(QStringLiteral("parameter ") + id +
                                                        QStringLiteral(" must be ") + range),
             message.c_str());
    QVERIFY(message.find('\n') == std::string::npos);
}

void TestParameters::parsing_data()
{
    QTest::addColumn<int>("spec");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("smallest") << 0 << QStringLiteral("2") << QStringLiteral("2");
    QTest::newRow("largest") << 0 << QStringLiteral("8") << QStringLiteral("8");
    QTest::newRow("leading zero") << 0 << QStringLiteral("04") << QStringLiteral("4");
    QTest::newRow("real") << 1 << QStringLiteral("0.5") << QStringLiteral("0.5");
    QTest::newRow("real as an integer") << 1 << QStringLiteral("1") << QStringLiteral("1");
    QTest::newRow("exponent") << 1 << QStringLiteral("5e-1") << QStringLiteral("0.5");
    QTest::newRow("choice") << 2 << QStringLiteral("columns") << QStringLiteral("columns");
}

void TestParameters::parsing()
{
    QFETCH(int, spec);
    QFETCH(QString, text);
    QFETCH(QString, value);
    const ParameterSpec one = specs()[static_cast<std::size_t>(spec)];
    const ParameterValue parsed = parseParameter(one, text.toStdString());
    QCOMPARE(parsed.index(), one.fallback.index());
    QCOMPARE(QString::fromStdString(toText(parsed)), value);
}

void TestParameters::access()
{
    const Parameters values{{"bits", std::int64_t{4}}};
    QCOMPARE(refusal([&] { static_cast<void>(values.integer("group")); }),
             std::string("parameter group is missing"));
    QCOMPARE(refusal([&] { static_cast<void>(values.text("bits")); }),
             std::string("parameter bits has the wrong type"));
    QCOMPARE(refusal([&] { static_cast<void>(values.real("bits")); }),
             std::string("parameter bits has the wrong type"));
    const Parameters unknown{{"size\n", std::int64_t{4}}};
    QCOMPARE(refusal([&] { static_cast<void>(resolveParameters(specs(), unknown)); }),
             std::string("there is no parameter 'size\\u{a}' here"));
    for (const Parameters& wrong :
         {Parameters{{"bits", 4.0}}, Parameters{{"bits", std::string("4")}},
          Parameters{{"side", std::int64_t{1}}}, Parameters{{"clip", std::string("1")}}})
        QVERIFY(!refusal([&] { static_cast<void>(resolveParameters(specs(), wrong)); }).empty());
}

void TestParameters::comparison()
{
    const Parameters a{{"bits", std::int64_t{4}}};
    const Parameters b{{"bits", std::int64_t{5}}};
    QVERIFY(a == a && a != b && a < b);
    QVERIFY(a != (Parameters{{"bits", 4.0}})); // another type is another value
}

void TestParameters::valuesAsText()
{
    QCOMPARE(toText(std::int64_t{-42}), std::string("-42"));
    QCOMPARE(toText(0.1), std::string("0.1"));
    QCOMPARE(toText(std::string("both")), std::string("both"));
}

// A word stands for a value: read and shown as the word, kept as the number, named in refusals.
void TestParameters::namedIntegers()
{
    ParameterSpec block = integerParameter("block", "Block", "size in channels", 0, -1, 64);
    block.names = {{"full", 0}, {"head", -1}};
    QVERIFY(parseParameter(block, "head") == ParameterValue(std::int64_t{-1}));
    QVERIFY(parseParameter(block, "full") == ParameterValue(std::int64_t{0}));
    QVERIFY(parseParameter(block, "-1") == ParameterValue(std::int64_t{-1}));
    QVERIFY(parseParameter(block, "32") == ParameterValue(std::int64_t{32}));
    QCOMPARE(parameterText(block, std::int64_t{-1}), std::string("head"));
    QCOMPARE(parameterText(block, std::int64_t{0}), std::string("full"));
    QCOMPARE(parameterText(block, std::int64_t{32}), std::string("32"));
    QCOMPARE(parameterText(block, std::string("head")), std::string("head")); // a text is its own name
    for (const char* text : {"heads", "Head", "-2", "65", "full ", ""}) {
        const std::string message = refusal([&] { static_cast<void>(parseParameter(block, text)); });
        QVERIFY2(message.find("an integer from -1 to 64, full (0), head (-1)") != std::string::npos, message.c_str());
    }
}

void TestParameters::freeText()
{
    const ParameterSpec file = textParameter("file", "File", "a file");
    QVERIFY(file.fallback == ParameterValue(std::string()));
    QVERIFY(parseParameter(file, "any/thing at all") == ParameterValue(std::string("any/thing at all")));
}

QTEST_APPLESS_MAIN(TestParameters)
#include "tst_parameters.moc"
