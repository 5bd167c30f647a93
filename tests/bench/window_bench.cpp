// SPDX-License-Identifier: GPL-3.0-or-later
// How well the window answers while the engine works: gaps of a 4 ms heartbeat on the event loop per phase,
// the time of switching cached coordinates, of a plot with an image of a million cells, and the time to the first
// finished window. Prints JSON. Not a test: it judges nothing. Usage: alidade-window-bench [MODEL FILE | --plots];
// with --bars it prints the table of window_bars.h instead.
#include "core/registry/registries.h"
#include "tests/bench/window_bars.h"
#include "tests/widgets/plot_samples.h"
#include "widgets/panels/main_window.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/sample_files.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

using namespace alidade;

namespace {

constexpr int beatMilliseconds = 4;

double threadCpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty()) return 0.0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

nlohmann::json summary(const std::vector<double>& values)
{
    return {{"count", values.size()},
            {"median", quantile(values, 0.5)},
            {"p99", quantile(values, 0.99)},
            {"max", quantile(values, 1.0)}};
}

/// Gaps between the beats of a timer while `phase` and everything it caused runs.
nlohmann::json heartbeat(const MainWindow& window, const std::function<void()>& phase)
{
    std::vector<double> gaps;
    QElapsedTimer clock;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        gaps.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        clock.restart();
    });
    clock.start();
    timer.start(beatMilliseconds);
    QElapsedTimer whole;
    whole.start();
    phase();
    const bool settled = QTest::qWaitFor([&] { return window.isSettled(); }, 120000);
    nlohmann::json result{{"milliseconds", whole.elapsed()}, {"settled", settled}, {"gap_ms", summary(gaps)}};
    return result;
}

/// CPU milliseconds of `step(round)` and of the picture that follows, on this thread.
nlohmann::json redrawing(PlotView& view, const std::function<void(int)>& step)
{
    std::vector<double> times;
    for (int round = 0; round < 40; ++round) {
        const double before = threadCpuMilliseconds();
        step(round);
        view.grab();
        times.push_back(threadCpuMilliseconds() - before);
    }
    return summary(times);
}

/// A plot of `size` x `size` cells with both profiles: moved, zoomed, and given other colours and other cells.
nlohmann::json imagePlot(int size)
{
    PlotView view;
    view.resize(800, 600);
    view.show();
    PlotSpec spec = samples::largeImage(size);
    PlotSpec other = samples::largeImage(size); // equal cells at another address
    view.setSpec(spec);
    view.grab();
    nlohmann::json result;
    result["same_view"] = redrawing(view, [](int) {});
    result["pan"] = redrawing(view, [&](int round) {
        const double at = 0.002 * round * size;
        view.zoomTo({at, at + 0.9 * size}, {at, at + 0.9 * size});
    });
    result["zoom"] = redrawing(view, [&](int round) {
        const double rest = 0.01 * round * size;
        view.zoomTo({rest, size - rest}, {rest, size - rest});
    });
    view.fit();
    result["linear_spec"] = redrawing(view, [&](int round) { view.setSpec(round % 2 == 0 ? other : spec); });
    for (PlotSpec* one : {&spec, &other}) {
        one->image->scale = ColourScale::Sequential;
        one->image->logarithmic = true;
        one->image->low = 1e-5;
    }
    result["logarithmic_spec"] = redrawing(view, [&](int round) { view.setSpec(round % 2 == 0 ? other : spec); });
    return result;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(Theme::Light);
    const QString first = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (first == QStringLiteral("--bars")) return bench::measureWindowBars();
    if (first.startsWith(QStringLiteral("--launch")) && argc > 2)
        return bench::launchForBars(first.endsWith(QStringLiteral("sample")), QString::fromLocal8Bit(argv[2]));
    nlohmann::json report;
    report["image_1024_cpu_ms"] = imagePlot(1024);
    if (first == QStringLiteral("--plots")) {
        std::puts(report.dump(2).c_str());
        return 0;
    }
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    const Registries registries = builtinRegistries();
    MainWindow window(registries, settings);
    window.resize(1440, 900);
    window.show();
    Selection& selection = window.workbench().selection();

    report["open_and_survey"] = heartbeat(window, [&] {
        if (argc > 1)
            window.openFile(QString::fromLocal8Bit(argv[1]));
        else
            window.openSample(QStringLiteral("twin"));
        const bool isOpen = QTest::qWaitFor([&] { return window.workbench().model() != nullptr; }, 60000);
        if (!isOpen) std::fputs("the model did not open\n", stderr);
    });
    report["step_through_tensors"] = heartbeat(window, [&] {
        for (const Layer& layer : window.workbench().model()->layers) {
            selection.setTensor(QString::fromStdString(layer.tensor.name));
            QTest::qWait(20);
        }
    });
    report["change_seed"] = heartbeat(window, [&] {
        for (int seed = 0; seed < 20; ++seed) {
            selection.setSeed(seed);
            QTest::qWait(30);
        }
    });
    std::vector<double> switches;
    for (int round = 0; round < 40; ++round) {
        const double before = threadCpuMilliseconds();
        selection.activateChip(round % static_cast<int>(selection.chips().size()));
        for (PlotCard* card : window.overview()->cards())
            card->view()->grab();
        switches.push_back(threadCpuMilliseconds() - before);
    }
    report["switch_cached_coordinates_cpu_ms"] = summary(switches);
    std::vector<double> cancels;
    for (int round = 0; round < 20; ++round) {
        selection.setSeed(1000 + round);
        QTest::qWait(5);
        QElapsedTimer clock;
        clock.start();
        window.workbench().bridge().cancelAll();
        const bool idle = QTest::qWaitFor([&] { return window.isSettled(); }, 10000);
        cancels.push_back(idle ? static_cast<double>(clock.nsecsElapsed()) * 1e-6 : 1e9);
    }
    report["cancel_ms"] = summary(cancels);
    std::puts(report.dump(2).c_str());
    return 0;
}
