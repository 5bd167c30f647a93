// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of the desktop, one function each.
#include "tests/bench/window_bars.h"

#include "tests/bench/window_times.h"
#include "tests/widgets/plot_samples.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/fonts.h"
#include "widgets/style/language.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QProcess>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace alidade::bench {

namespace {

void launches()
{
    Times bare;
    Times sample;
    Times own;
    double resident = 0.0;
    for (int round = 0; round < 9; ++round) {
        for (Times* times : {&bare, &sample}) {
            QProcess child;
            const QString now = QString::number(wallNow(), 'f', 3);
            child.start(QCoreApplication::applicationFilePath(),
                        {times == &bare ? QStringLiteral("--launch") : QStringLiteral("--launch-sample"), now});
            child.waitForFinished(60000);
            const QList<QByteArray> figures = child.readAllStandardOutput().simplified().split(' ');
            if (figures.size() != 4) continue;
            if (times == &bare) own.cpu.push_back(figures.at(0).toDouble() - figures.at(3).toDouble());
            times->cpu.push_back(figures.at(0).toDouble());
            times->wall.push_back(figures.at(1).toDouble());
            if (times == &bare) resident = std::max(resident, figures.at(2).toDouble());
        }
    }
    bar("launch to the first full paint", 150, 500, bare);
    bar("of it our own, after the linker and Qt", 150, 0, own);
    bar("launch with the sample to its first plot", 0, 1000, sample);
    std::printf("| resident memory without a model | 120 MB | | %.0f MB | %s |\n", resident * 1e-6,
                resident <= 120e6 ? "yes" : "no");
}

void openLarge(WindowFixture& at, const QString& path)
{
    Times times;
    double read = -1.0;
    for (int round = 0; round < 6; ++round) {
        const auto connection = QObject::connect(&at.bench(), &Workbench::modelChanged, &at.window(), [&] {
            if (round == 0 && read < 0.0) read = residentBytes(path); // before anything is measured
        });
        const auto open = [&] {
            PaintWatch watch({at.window().layerPanel()->table()->viewport()});
            at.window().openFile(path);
            runUntil([&] { return at.window().layerPanel()->table()->model()->rowCount() > 0; });
            watch.wait();
        };
        if (round == 0)
            open();
        else
            times.measure(open);
        QObject::disconnect(connection);
        at.bench().bridge().cancelAll();
        at.bench().closeModel();
        at.settle();
    }
    bar("open a 10 GB safetensors file to the list", 0, 300, times);
    std::printf("| of it in memory when the list is there | header only | | %.0f KB | %s |\n", read * 1e-3,
                read < 1e6 ? "yes" : "no");
}

void stalls(WindowFixture& at, const QString& path)
{
    at.window().openFile(path);
    runUntil([&] { return at.bench().model() != nullptr; });
    Times gaps;
    double cpuBefore = cpuNow();
    double wallBefore = wallNow();
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
        gaps.cpu.push_back(cpuNow() - cpuBefore);
        gaps.wall.push_back(wallNow() - wallBefore);
        cpuBefore = cpuNow();
        wallBefore = wallNow();
    });
    beat.start(4);
    const std::vector<Layer>& layers = at.bench().model()->layers;
    for (int step = 0; step < 120; ++step) {
        const auto which = static_cast<std::size_t>(step);
        if (step % 6 == 0) at.selection().setTensor(QString::fromStdString(layers[which % layers.size()].tensor.name));
        if (step % 6 == 1) at.selection().activateChip(at.selection().bar().at(step / 6 % 2));
        if (step % 6 == 2) at.window().layerPanel()->filterLine()->setText(QStringLiteral("down").left(step / 6 % 5));
        if (step % 6 == 3) at.window().layerPanel()->step(1);
        if (step % 6 == 4) at.window().resize(1440 - step / 6 % 3, 900);
        if (step % 6 == 5) at.window().overview()->rateCard()->view()->zoomTo({0.0, 3.0 + step / 6 % 3}, {0.0, 30.0});
        QTest::qWait(50);
    }
    beat.stop();
    Times worst;
    worst.cpu.assign(1, quantile(gaps.cpu, 1.0));
    worst.wall.assign(1, quantile(gaps.wall, 1.0));
    bar("longest gap of a 4 ms beat while two threads compute", 50, 50, worst);
    const auto late = [](const std::vector<double>& all) {
        return 100.0 * static_cast<double>(std::ranges::count_if(all, [](double gap) { return gap > 16.0; })) /
               static_cast<double>(all.size());
    };
    std::printf("| gaps above 16 ms, share | 1 %% | %.2f %% | %.2f %% | %s |\n", late(gaps.cpu), late(gaps.wall),
                late(gaps.cpu) <= 1.0 && late(gaps.wall) <= 1.0 ? "yes" : "no");
    Times repaint;
    for (int round = 0; round < 30; ++round) {
        repaint.measure([&] { at.window().repaint(); });
        QTest::qWait(10);
    }
    bar("repaint of the window while computing", 0, 33, repaint);
    at.bench().bridge().cancelAll();
    at.bench().closeModel();
    at.settle();
    at.window().resize(1440, 900);
}

/// Two random matrices, one of 4096 x 4096.
void transforms(WindowFixture& at)
{
    const QString large = QStringLiteral("model.layers.0.mlp.down_proj.weight");
    const QString small = QStringLiteral("model.layers.1.mlp.down_proj.weight");
    const QString path = writeSafetensors(at.path(QStringLiteral("two.safetensors")),
                                          {{large, {4096, 4096}, testValues(4096 * 4096, 1)},
                                           {small, {64, 64}, testValues(4096, 2)}});
    const int hadamard = at.selection().chipIndex(QStringLiteral("hadamard"));
    const int pca = at.selection().chipIndex(QStringLiteral("pca"));
    at.selection().soloChip(hadamard);
    at.window().openFile(path);
    runUntil([&] { return at.bench().model() != nullptr; });
    at.bench().bridge().cancelAll();
    const auto resultOf = [&](int chip) { return at.bench().results(chip).result(Part::Statistics); };
    Times preview;
    Times final;
    for (int seed = 100; seed < 107; ++seed) {
        const double cpu = cpuNow();
        const double wall = wallNow();
        at.selection().setSeed(seed);
        for (Times* times : {&preview, &final}) {
            runUntil([&] { return resultOf(hadamard) && (times == &preview || !resultOf(hadamard)->isPreview()); });
            times->cpu.push_back(cpuNow() - cpu);
            times->wall.push_back(wallNow() - wall);
        }
        at.bench().bridge().cancelAll(); // curves and null models, which have no bar
        at.settle();
    }
    bar("Hadamard of 4096x4096, first numbers", 0, 150, preview);
    bar("Hadamard of 4096x4096, final", 0, 500, final);
    at.selection().setTensor(small);
    at.selection().soloChip(pca);
    runUntil([&] { return resultOf(pca) != nullptr; });
    at.bench().bridge().cancelAll();
    Times first;
    Times cancel;
    Times gone;
    for (int round = 0; round < 3; ++round) {
        first.measure([&] {
            at.selection().setTensor(large);
            runUntil([&] { return resultOf(pca) != nullptr; });
        });
        QTest::qWait(300);
        at.selection().setTensor(small);
        at.selection().setTensor(large); // nobody waits for what the preview was followed by
        QTest::qWait(300);
        cancel.measure([&] { // until the engine has done something else
            gone.measure([&] {
                at.bench().bridge().cancelAll();
                at.settle();
            });
            bool done = false;
            at.bench().bridge().run(QStringLiteral("free"), &at.window(),
                                    {{}, [](AnalysisSession&, const JobContext&) { return std::any(); },
                                     [&done](const std::any&) { done = true; }, [](const QString&) {}});
            runUntil([&done] { return done; });
        });
        at.selection().setTensor(small);
        at.bench().bridge().cancelAll();
    }
    bar("PCA of 4096x4096, first preview", 0, 1000, first);
    bar("PCA of 4096x4096, cancelled for the user", 0, 250, gone);
    bar("PCA of 4096x4096, cancelled and the engine free", 0, 250, cancel);
    at.selection().showAllChips();
    at.bench().closeModel();
    at.settle();
}

void filtering(WindowFixture& at)
{
    QList<TestTensor> tensors;
    for (int block = 0; block < 1000; ++block)
        for (const char* name : {"mlp.up_proj", "mlp.down_proj", "self_attn.q_proj"})
            tensors.append({QStringLiteral("model.layers.%1.%2.weight").arg(block).arg(QLatin1String(name)),
                            {8, 8},
                            testValues(64, static_cast<std::uint32_t>(block + 1))});
    at.openAndSettle(writeSafetensors(at.path(QStringLiteral("rows.safetensors")), tensors));
    Times keys;
    QLineEdit* line = at.window().layerPanel()->filterLine();
    QWidget* rows = at.window().layerPanel()->table()->viewport();
    for (const QString& text : {QStringLiteral("down_proj kurt>2 layer:4-700"), QStringLiteral("up layer>100")}) {
        line->clear();
        for (const QChar key : text) {
            keys.measure([&] {
                PaintWatch watch({line});
                line->insert(QString(key));
                watch.wait();
                rows->repaint();
            });
        }
    }
    line->clear();
    bar("a key in the filter of 3,000 rows", 16, 0, keys);
    at.bench().closeModel();
    at.settle();
}

/// Everything that is done with the sample at rest.
void sampleInteractions(WindowFixture& at)
{
    at.window().openSample(QStringLiteral("twin"));
    runUntil([&] { return at.bench().model() != nullptr; });
    at.settle();
    QStringList tensors;
    for (const Layer& layer : at.bench().model()->layers)
        if (layer.role == "down_proj" || layer.role == "q_proj") tensors.append(QString::fromStdString(layer.tensor.name));
    const auto visit = [&](const QString& tensor) { at.selection().setTensor(tensor); };
    for (const QString& tensor : tensors) {
        visit(tensor);
        at.settle();
    }
    Times select;
    Times coordinate;
    Times resize;
    Times theme;
    Times language;
    for (int round = 0; round < 30; ++round) {
        QTest::qWait(60); // a plot draws at most 25 times a second
        measureRedraw(select, at.window(), [&] { visit(tensors.at(round % tensors.size())); });
        at.settle();
        QTest::qWait(60);
        measureRedraw(coordinate, at.window(),
                      [&] { at.selection().activateChip(at.selection().bar().at(round % at.selection().bar().size())); });
        measureRedraw(resize, at.window(), [&] { at.window().resize(1440 - 7 * (round % 5 + 1), 890 + round % 3); });
    }
    at.window().resize(1440, 900);
    for (int round = 0; round < 12; ++round) {
        measureRedraw(theme, at.window(), [&] { applyTheme(round % 2 == 0 ? Theme::Dark : Theme::Light); });
        language.measure([&] {
            const Overview* before = at.window().overview();
            at.window().chooseLanguage(round % 2 == 0 ? Language::Korean : Language::English);
            runUntil([&] { return at.window().overview() != before; });
            PaintWatch(shownPlots(at.window())).wait();
        });
        QTest::qWait(60);
    }
    bar("select a tensor, cached, to all plots painted", 25, 50, select);
    bar("activate coordinates, cached", 0, 50, coordinate);
    bar("one step of resizing the window", 33, 0, resize);
    bar("another theme", 100, 0, theme);
    bar("another language", 0, 300, language);
}

void exports(WindowFixture& at)
{
    const std::pair<const char*, FigureFormat> formats[] = {{"figure as PNG, 300 dpi", FigureFormat::Png},
                                                            {"figure as SVG", FigureFormat::Svg},
                                                            {"figure as PDF", FigureFormat::Pdf}};
    for (const auto& [name, format] : formats) {
        Times times;
        for (const ResultCard* card : at.window().overview()->allCards()) {
            if (!card->isShown()) continue;
            for (int round = 0; round < 4; ++round)
                times.measure([&, format = format] {
                    saveFigure(card->view()->visibleSpec(), {}, format, at.path(QStringLiteral("figure")));
                });
        }
        bar(name, 0, 200, times);
    }
}

void image()
{
    PlotView view;
    view.resize(800, 600);
    view.setSpec(samples::largeImage(1024));
    view.show();
    QTest::qWait(200); // only what is exposed is painted
    Times pan;
    Times zoom;
    for (int round = 0; round < 40; ++round) {
        const double at = 2.0 * round;
        pan.measure([&] {
            view.zoomTo({at, at + 900.0}, {at, at + 900.0});
            view.repaint();
        });
        zoom.measure([&] {
            view.zoomTo({5.0 * at, 1024.0 - 5.0 * at}, {5.0 * at, 1024.0 - 5.0 * at});
            view.repaint();
        });
    }
    bar("heat map of 1024x1024, a step of panning", 5, 0, pan);
    bar("heat map of 1024x1024, a step of zooming", 5, 0, zoom);
}

} // namespace

int launchForBars(bool withSample, const QString& startedAt)
{
    const double before = cpuNow(); // spent by the linker and Qt
    applyFonts();
    applyTheme(Theme::Light);
    applyLanguage(Language::English);
    WindowFixture at;
    MainWindow& window = at.window();
    if (withSample) {
        window.openSample(QStringLiteral("twin"));
        const PlotView* view = window.overview()->distributionCard()->view();
        runUntil([view] { return !view->spec().series.isEmpty() && !view->spec().series.first().points.isEmpty(); });
    }
    PaintWatch(withSample ? shownPlots(window) : QList<QWidget*>{&window}).wait();
    const double cpu = cpuNow();
    const double wall = wallNow() - startedAt.toDouble();
    QFile memory(QStringLiteral("/proc/self/statm"));
    const bool readable = memory.open(QIODevice::ReadOnly);
    const double pages = readable ? memory.readAll().split(' ').value(1).toDouble() : 0.0;
    std::printf("%.3f %.3f %.0f %.3f\n", cpu, wall, pages * static_cast<double>(::sysconf(_SC_PAGESIZE)), before);
    return 0;
}

int measureWindowBars()
{
    std::puts("| bar | budget | cpu ms, median / p95 | wall ms, median / p95 | kept |\n|---|---|---|---|---|");
    launches();
    applyFonts();
    applyLanguage(Language::English);
    WindowFixture at;
    const QString large = writeLarge(at.path(QStringLiteral("large.safetensors")));
    openLarge(at, large);
    sampleInteractions(at);
    exports(at);
    image();
    filtering(at);
    transforms(at);
    stalls(at, large);
    return 0;
}

} // namespace alidade::bench
