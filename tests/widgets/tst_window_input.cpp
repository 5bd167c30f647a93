// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and access: digits, solo, digits in a line edit, shortcuts without duplicates, names for every
// control, menus; texts that fit on every board in both languages.
#include "core/transforms/coordinate_system.h"
#include "tests/widgets/text_fit.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/cards/card_kinds.h"
#include "widgets/panels/chip_button.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/parameter_form.h"
#include "widgets/panels/results_page.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/fonts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSpinBox>
#include <QTimer>
#include <QTableView>

using namespace alidade;

namespace {

int visibleCount(const Selection& selection)
{
    int count = 0;
    for (const CoordinateChip& chip : selection.chips())
        count += chip.visible ? 1 : 0;
    return count;
}

/// Controls a user can reach that a screen reader could not name.
QStringList unnamed(const QWidget& window)
{
    QStringList list;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool interactive =
            qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
            qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
            qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const PlotView*>(widget);
        // Parts of Qt's own composite widgets are reached through their owner.
        const bool inner = widget->objectName().startsWith(QLatin1String("qt_")) ||
                           qobject_cast<const QComboBox*>(widget->parent()) ||
                           qobject_cast<const QAbstractSpinBox*>(widget->parent()) ||
                           qobject_cast<const QLineEdit*>(widget->parent()) ||
                           qobject_cast<const QAbstractItemView*>(widget->parent()) ||
                           QByteArray(widget->parent()->metaObject()->className()).startsWith("QComboBox");
        if (!interactive || inner || !widget->isVisible()) continue;
        QAccessibleInterface* access = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        if (access && !access->text(QAccessible::Name).isEmpty()) continue;
        list.append(QStringLiteral("%1 '%2' in %3")
                        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                             widget->parent()->objectName()));
    }
    return list;
}

/// Keys that stand for two actions at a time, and bare letters, which a Hangul input method would swallow.
QStringList wrongKeys(const QWidget& window, int* count)
{
    QHash<QString, QString> seen;
    QStringList wrong;
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (action->shortcutContext() == Qt::WidgetShortcut ||
            action->shortcutContext() == Qt::WidgetWithChildrenShortcut)
            continue;
        for (const QKeySequence& key : action->shortcuts()) {
            const QString text = key.toString(QKeySequence::PortableText);
            if (seen.contains(text) || (text.size() == 1 && text.at(0).isLetter()))
                wrong.append(QStringLiteral("%1: %2 and %3").arg(text, action->text(), seen.value(text)));
            seen.insert(text, action->text());
        }
    }
    *count = static_cast<int>(seen.size());
    return wrong;
}

/// Letters behind "&" that open two entries of one menu.
QStringList ambiguousLetters(const QWidget& window)
{
    QStringList wrong;
    const auto look = [&wrong](const QList<QAction*>& actions) {
        QHash<QString, QString> seen;
        for (const QAction* action : actions) {
            const QString letter = QKeySequence::mnemonic(action->text()).toString();
            if (letter.isEmpty() || !action->isVisible()) continue;
            if (seen.contains(letter))
                wrong.append(QStringLiteral("%1: %2 and %3").arg(letter, action->text(), seen.value(letter)));
            seen.insert(letter, action->text());
        }
    };
    for (const QMenu* menu : window.findChildren<QMenu*>())
        look(menu->actions());
    if (const auto* main = qobject_cast<const QMainWindow*>(&window)) look(main->menuBar()->actions());
    return wrong;
}

} // namespace

class WindowInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyFonts(); }

    void digitsActivateAndSolo()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        at.window().layerPanel()->table()->setFocus();
        QTest::keyClick(&at.window(), Qt::Key_2);
        QCOMPARE(at.selection().activeChip(), at.selection().bar().at(1));
        QTest::keyClick(&at.window(), Qt::Key_3, Qt::ShiftModifier);
        QCOMPARE(visibleCount(at.selection()), 1);
        QCOMPARE(at.selection().activeChip(), at.selection().bar().at(2));
        QTest::keyClick(&at.window(), Qt::Key_0);
        QCOMPARE(visibleCount(at.selection()), static_cast<int>(at.selection().bar().size()));
        QVERIFY(at.settle());
    }

    void digitsInALineEditStayText()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QLineEdit* filter = at.window().layerPanel()->filterLine();
        filter->setFocus();
        const int before = at.selection().activeChip();
        QTest::keyClicks(filter, QStringLiteral("layer:1-20"));
        QCOMPARE(filter->text(), QStringLiteral("layer:1-20"));
        QCOMPARE(at.selection().activeChip(), before);
        auto* seed = at.window().findChild<QSpinBox*>(QStringLiteral("seed"));
        seed->setFocus();
        seed->selectAll();
        QTest::keyClicks(seed, QStringLiteral("123"));
        QTest::keyClick(seed, Qt::Key_Return);
        QCOMPARE(at.selection().seed(), 123);
        QCOMPARE(at.selection().activeChip(), before);
        QVERIFY(at.settle());
    }

    void bitsByKey()
    {
        WindowFixture at;
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QTest::keyClick(&at.window(), Qt::Key_BracketRight, Qt::ControlModifier);
        QCOMPARE(at.selection().bits(), 6.0);
        QTest::keyClick(&at.window(), Qt::Key_BracketLeft, Qt::ControlModifier);
        QTest::keyClick(&at.window(), Qt::Key_BracketLeft, Qt::ControlModifier);
        QCOMPARE(at.selection().bits(), 3.0);
    }

    void blocksByKey()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QTest::keyClick(&at.window(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(at.selection().tensor(), QStringLiteral("model.layers.1.mlp.down_proj.weight"));
        QTest::keyClick(&at.window(), Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(&at.window(), Qt::Key_Up, Qt::AltModifier); // no block before the first
        QCOMPARE(at.selection().tensor(), QStringLiteral("model.layers.0.mlp.down_proj.weight"));
        QVERIFY(at.settle());
    }

    void theWelcomePageNamesItsControls()
    {
        WindowFixture at;
        const QStringList list = unnamed(at.window());
        QVERIFY2(list.isEmpty(), qPrintable(list.join(QLatin1Char('\n'))));
    }

    void everyBoardInBothLanguages_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("en") << Language::English;
        QTest::newRow("ko") << Language::Korean;
    }

    // Names, keys, texts that are cut, letters without a glyph: at two sizes and in two themes.
    void everyBoardInBothLanguages()
    {
        QFETCH(Language, language);
        applyLanguage(language);
        QStringList wrong;
        QSet<QString> texts;
        WindowFixture at;
        at.window().resize(1280, 800); // the docks take their share when the model comes
        QVERIFY(at.openAndSettle(at.writeModel()));
        int keys = 0;
        wrong += wrongKeys(at.window(), &keys) + ambiguousLetters(at.window());
        QVERIFY(keys > 20);
        for (const QSize size : {QSize(1280, 800), QSize(1440, 900)}) {
            at.window().resize(size);
            for (const Theme theme : {Theme::Light, Theme::Dark}) {
                applyTheme(theme);
                for (const Board& board : boards()) {
                    at.window().overview()->setBoard(board.id);
                    QVERIFY2(at.settle(), qPrintable(board.id));
                    QTest::qWait(50); // plots draw at most 25 times a second
                    const QString where = QStringLiteral(" (%1, %2)").arg(board.id).arg(size.width());
                    for (const QString& text : unnamed(at.window()) + cutTexts(at.window()))
                        wrong.append(text + where);
                    texts += textsOf(at.window());
                }
            }
        }
        applyLanguage(Language::English);
        for (const QString& text : std::as_const(texts))
            if (lacksGlyphs(text, QApplication::font())) wrong.append(QStringLiteral("no glyph: ") + text);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everyFigureOfASweepInBothLanguages_data() { everyBoardInBothLanguages_data(); }

    void everyFigureOfASweepInBothLanguages()
    {
        QFETCH(Language, language);
        applyLanguage(language);
        QStringList wrong;
        WindowFixture at;
        at.window().resize(1280, 800);
        at.window().openFile(qEnvironmentVariable("ALIDADE_SAMPLE_DATA") +
                             QStringLiteral("/results/kjv_llama_axes.h5"));
        QVERIFY(QTest::qWaitFor([&] { return at.window().showsResults(); }, 20000));
        ResultsPage* page = at.window().resultsPage();
        const QString path = page->path();
        for (const ResultsFigure& figure : page->document()->figures(at.registries())) {
            page->showFigure({path, figure.id, {}, {}});
            QTest::qWait(50); // plots draw at most 25 times a second
            wrong += unnamed(at.window()) + cutTexts(at.window()) + cutTitles(*page->card()->view());
            QVERIFY2(!page->card()->view()->spec().series.isEmpty() || page->card()->view()->spec().image,
                     qPrintable(figure.id));
        }
        applyLanguage(Language::English);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void menusHaveNoDeadEntries()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        for (const QMenu* menu : at.window().findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                QVERIFY2(action->isSeparator() || !action->text().isEmpty(), qPrintable(menu->title()));
    }

    void aRightClickOnAPlotOpensItsMenu()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        PlotView* view = at.window().overview()->distributionCard()->view();
        const AxisRange before = view->xRange();
        bool shown = false;
        QTimer::singleShot(200, &at.window(), [&] {
            if (auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) {
                shown = menu->actions().size() > 3;
                menu->close();
            }
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, view->rect().center(),
                                view->mapToGlobal(view->rect().center()));
        QApplication::sendEvent(view, &event);
        QTRY_VERIFY(shown);
        QCOMPARE(view->xRange(), before);
    }

    // The editor of a block shows and takes words as well as numbers.
    void integersWithNames()
    {
        const std::vector<ParameterSpec> specs{blockParameter()};
        ParameterForm form(specs, {});
        auto* block = form.findChild<QSpinBox*>(QStringLiteral("block"));
        QVERIFY(block);
        QCOMPARE(block->text(), QStringLiteral("full"));
        auto* line = block->findChild<QLineEdit*>();
        for (const auto& [typed, value] : {std::pair{"head", std::int64_t{-1}}, {"64", 64}, {"FULL", 0}, {"-1", -1}}) {
            line->clear();
            QTest::keyClicks(line, QString::fromLatin1(typed));
            block->interpretText();
            QCOMPARE(form.values().integer("block"), value);
        }
        QCOMPARE(block->text(), QStringLiteral("head"));
    }

    void chipMenuChangesParameters()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const int hadamard = at.selection().chipIndex(QStringLiteral("hadamard"));
        QMenu menu;
        at.window().coordinateBar()->fillMenu(&menu, hadamard);
        auto* form = menu.findChild<ParameterForm*>();
        QVERIFY(form);
        auto* side = form->findChild<QComboBox*>(QStringLiteral("side"));
        QVERIFY(side);
        side->setCurrentIndex(side->findData(QStringLiteral("rows")));
        emit side->activated(side->currentIndex());
        QCOMPARE(at.selection().chips().at(hadamard).request.parameters.text("side"), std::string("rows"));
        QVERIFY(at.settle());
        QVERIFY(at.bench().results(hadamard).result(Part::Statistics)->basis.find("columns") ==
                std::string::npos);
    }
};

QTEST_MAIN(WindowInputTest)
#include "tst_window_input.moc"
